import '@mantine/core/styles.layer.css';
import './shared.css';
import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Catalogues, startWords } from './i18n.js';
import { theme, variables } from './theme.js';

/** Draws a bundle's pages, once the words that every page needs are here. */
export async function start(
  words: { readonly catalogues: Catalogues; readonly first: readonly string[] },
  queries: QueryClient,
  pages: ReactNode,
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root');
  await startWords(words.catalogues, words.first);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>{pages}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
