export { AnswerInTime, AnswerWithin } from './answer-in-time.js';
export { type HttpExtras, type Listening, createHttpApp, describeApi, listen } from './app.js';
export { AnswersFile, AnswersPhoto, fileAnswer, photoAnswer, streamAnswer } from './file-answer.js';
export { CAPTCHA_WITHIN_MS, type CaptchaVerdict, askCaptcha } from './captcha.js';
export { type Counted, CountedLimit, type SharedCounts } from './limits.js';
export {
  AsList,
  type CodeTable,
  YES_NO,
  type YesNo,
  askedInstant,
  askedWords,
  askedYesNo,
  inForce,
  known,
} from './asked.js';
export {
  type CursorPlace,
  PageQuery,
  pageOf,
  readCursor,
  readInstant,
  writeCursor,
} from './cursor.js';
export {
  type Language,
  type ProblemBody,
  languageOf,
  problemBody,
  problemOf,
} from './problem-body.js';
export {
  type DeclaredRoute,
  ForAnybody,
  ForCitizens,
  InSession,
  Needs,
  type RouteRule,
  TOKEN_HEADER,
  WithCaseToken,
  routesOf,
  ruleOf,
} from './route-rules.js';
export { type Shedding, sheddingOf } from './shedding.js';
export { type PageSources } from './page-sources.js';
export { KeptAnswers, answerKept } from './kept-answers.js';
export { MOST_UPLOAD_BYTES, TakesUpload, uploadedFile } from './uploads.js';
export { validated } from './validation.js';
