import { type ReactNode } from 'react';

/** The product's mark: a clock whose hand is a tick. */
export function Mark({ size = 32 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b6e7f" />
      <g fill="none" stroke="#fff" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 7.5A8.5 8.5 0 1 0 24.5 16" strokeWidth="2.6" />
        <path d="M11.5 15.5l4 4 9-10" strokeWidth="2.8" />
      </g>
    </svg>
  );
}
