/**
 * Has the browser keep these pages for when there is no connection. Where it does not (an address
 * without TLS, a private window, an old browser) they work as before, with a connection.
 */
export function keepPages(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
