import '@mantine/core/styles.layer.css';
import './shared.css';
import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Catalogues, startWords } from './i18n.js';
import { theme, variables } from './theme.js';

/** A page that would soon be drawn anew is worth so long a wait, and no longer. */
const SOON_MS = 300;

/**
 * Draws a bundle's pages, once the words that every page needs are here.
 * @param soon what the first page shows, asked for already: where it comes at once, nothing is drawn without it
 */
export async function start(
  words: { readonly catalogues: Catalogues; readonly first: readonly string[] },
  queries: QueryClient,
  pages: ReactNode,
  soon: Promise<void> = Promise.resolve(),
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root');
  const waited = new Promise<void>((resolve) => {
    window.setTimeout(resolve, SOON_MS);
  });
  await Promise.all([startWords(words.catalogues, words.first), Promise.race([soon, waited])]);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>{pages}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
