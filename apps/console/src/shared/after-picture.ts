/**
 * Does something once the page has drawn what it is about to draw: what is dear and not yet seen must not
 * hold up what is. In a tab that is hidden nothing is drawn, and it waits until the tab is looked at.
 * @returns gives it up, if it has not begun
 */
export function afterPicture(work: () => void): () => void {
  let timer = 0;
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}
