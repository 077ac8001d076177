import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Schema } from '../../api/client.js';
import { reportQuery } from '../queries.js';

type Report = Schema<'CitizenReport'>;

/** Something that a reporter does to their report: what comes of it is shown at once, and its clock read anew. */
export function useReportAct<Given>(
  code: string,
  token: string | null,
  act: (given: Given) => Promise<Report>,
): UseMutationResult<Report, Error, Given> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (report) => {
      queries.setQueryData(reportQuery(code, token).queryKey, report);
      void queries.invalidateQueries({ queryKey: ['report-clock', code] });
    },
  });
}
