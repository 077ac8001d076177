import { Mark, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Placeholder, partsOf } from './parts.js';

/** What is filled in may look like this; of a real case the server knows it. */
const EXAMPLE = {
  vi: {
    code: 'PA-2026-000123',
    unit: 'Công ty Môi trường và Công trình Đô thị Huế',
    due: '17:00 11/03/2026',
    category: 'rác thải chưa được thu gom',
    reporter: 'Nguyễn Văn An',
  },
  en: {
    code: 'PA-2026-000123',
    unit: 'Huế Urban Environment Company',
    due: '11/03/2026 17:00',
    category: 'uncollected rubbish',
    reporter: 'Nguyễn Văn An',
  },
} as const satisfies Record<'vi' | 'en', Record<Placeholder, string>>;

/** How a text reads once it is filled in, of a case that nobody has sent. */
export function Preview({
  text,
  language,
}: {
  readonly text: string;
  readonly language: 'vi' | 'en';
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <div lang={language}>
      <Text size="sm" fw={600}>
        {t(`templates.preview.${language}`)}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {partsOf(text).map((part, at) => {
          switch (part.kind) {
            case 'words':
              return part.text;
            case 'filled':
              return (
                <Text key={at} span inherit fw={600} c="var(--kip-active)">
                  {EXAMPLE[language][part.name]}
                </Text>
              );
            case 'unknown':
              return (
                <Mark key={at} title={t('templates.unknown')} color="red">
                  {part.text}
                </Mark>
              );
          }
        })}
      </Text>
    </div>
  );
}
