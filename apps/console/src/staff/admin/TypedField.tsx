import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** A text that is looked for once it is typed: on Enter, or when the field is left. */
export function TypedField({
  label,
  value,
  placeholder,
  onLook,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onLook: (value: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address may change by itself, by the back button for one.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const look = (): void => {
    if (typed.trim() !== value) onLook(typed.trim());
  };
  return (
    <TextInput
      label={label}
      value={typed}
      {...(placeholder !== undefined && { placeholder })}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
      }}
      onBlur={look}
      onKeyDown={({ key }) => {
        if (key === 'Enter') look();
      }}
    />
  );
}
