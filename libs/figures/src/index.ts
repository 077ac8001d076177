export * from './replay.js';
export { answerFigures, questionOf } from './answer.js';
export { answerDrill } from './drill-answer.js';
export { type Drill, type DrillRow, drill } from './drill.js';
export { type Counts, type Figures, figures, liveFigures } from './figures.js';
export { foldAnew, foldStage, marksLeft } from './fold.js';
export { type FiguresFilter, type FiguresQuestion, checkQuestion } from './question.js';
export { yearlySentence } from './sentence.js';
