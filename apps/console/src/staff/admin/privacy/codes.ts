/** Codes of reports in what somebody typed, each once: `PA-2026-000123, PA-2026-000124`. */
export function codesIn(text: string): readonly string[] {
  return [...new Set(text.toUpperCase().match(/[A-Z]{2}-\d{4}-\d+/g) ?? [])];
}
