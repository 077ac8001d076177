import { type Report, type Step } from '#libs/domain';
import { type RatingEntity } from '#libs/store';
import { v7 as uuid } from 'uuid';

/** The rows of the ratings among the steps; a rating is of the cycle that stands. */
export function ratingsOf(report: Report, steps: readonly Step[]): RatingEntity[] {
  return steps.flatMap((step) =>
    'rating' in step
      ? [
          {
            id: uuid(),
            reportId: report.id,
            cycleNumber: report.cycles.length,
            value: step.rating,
            comment: null,
            ratedAt: step.at,
          },
        ]
      : [],
  );
}
