/** Words without accents and in small letters: `Cáp võng` is found by `cap vong`. */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd').toLowerCase();
}
