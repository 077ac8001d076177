export * from './replay.js';
export { answerFigures, lineOf, questionOf } from './answer.js';
export { answerComparison } from './comparison.js';
export { answerOverview } from './overview.js';
export { answerPlaces } from './places.js';
export { answerDrill, exportDrill } from './drill-answer.js';
export { type Drill, type DrillRow, drill, drillAll } from './drill.js';
export { type Counts, type Figures, figures, liveFigures } from './figures.js';
export { type Backlog, type Span, type Times, backlogOf, timesOf } from './spans.js';
export { foldAnew, foldStage, marksLeft } from './fold.js';
export { SETTLE_FACTS, coverFacts, keepMarks, livePlan } from './measuring.js';
export { type FiguresFilter, type FiguresQuestion, checkQuestion } from './question.js';
export { labelOf } from './labels.js';
export { yearBefore } from './periods.js';
export { printOnTime, yearlySentence } from './sentence.js';
export { printTarget } from './target-words.js';
export {
  type CountedTarget,
  answerTargets,
  countTargets,
  targetResult,
  targetView,
} from './targets.js';
export { DEFINITIONS } from './words.js';
