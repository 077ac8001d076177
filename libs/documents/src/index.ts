export { countPeriod, demandFigures, documentZone, periodQuestion } from './count-period.js';
export {
  type FigureDifference,
  type FileFinding,
  examineFile,
  isIntact,
  recount,
} from './verify-document.js';
export { printDocument } from './print-document.js';
export { readDocument } from './read-document.js';
export { csvOfReports } from './write-csv.js';
export { makeScheduled } from './make-scheduled.js';
export { documentTitle } from './period-document.js';
export { printNext } from './print-next.js';
