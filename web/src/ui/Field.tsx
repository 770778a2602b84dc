/* Form fields: a label, the control, a hint or the server's message for this field. */
import type { ComponentChildren } from 'preact';
import { useId } from 'react';
import { Problem } from '~/api/client';
import { explain } from './State';

interface Frame {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: string | undefined;
}

type Control = { id: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string };

function Field({ label, hint, error, optional, children }: Frame & { children: (control: Control) => ComponentChildren }) {
  const id = useId();
  const note = error ?? hint;
  const control: Control = { id };
  if (error) control['aria-invalid'] = true;
  if (note) control['aria-describedby'] = `${id}-note`;
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="optional">{optional}</span>}
      </label>
      {children(control)}
      {note && (
        <p id={`${id}-note`} class={error ? 'field-error' : 'field-hint'}>
          {note}
        </p>
      )}
    </div>
  );
}

interface Input {
  name?: string;
  type?: 'text' | 'email' | 'password' | 'date';
  autocomplete?: 'off' | 'username' | 'given-name' | 'family-name' | 'nickname' | 'new-password' | 'current-password';
  inputMode?: 'decimal';
  placeholder?: string;
  maxLength?: number;
  required?: boolean;
  disabled?: boolean;
  autofocus?: boolean;
  onFocus?: () => void;
  onBlur?: () => void;
  'data-focus'?: boolean;
}

export function TextField({ label, hint, error, optional, value, onValue, type = 'text', ...rest }: Frame & Input & { value: string; onValue: (value: string) => void }) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => <input class="control" type={type as 'text'} value={value} onInput={(event) => onValue(event.currentTarget.value)} {...control} {...rest} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, value, onValue, onBlur, rows = 3 }: Frame & { value: string; onValue: (value: string) => void; onBlur?: () => void; rows?: number }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea class="control" rows={rows} value={value} onInput={(event) => onValue(event.currentTarget.value)} onBlur={onBlur} {...control} />}
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

interface SelectProps extends Frame {
  value: string;
  choices: Choice[];
  onValue: (value: string) => void;
  disabled?: boolean;
}

export function SelectField({ label, hint, error, value, choices, onValue, disabled = false }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select class="control" value={value} disabled={disabled} onChange={(event) => onValue(event.currentTarget.value)} {...control}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Switch({ label, hint, checked, onValue, disabled = false }: { label: string; hint?: string; checked: boolean; onValue: (value: boolean) => void; disabled?: boolean }) {
  const id = useId();
  return (
    <div class="switch-row">
      <div>
        <label for={id}>{label}</label>
        {hint && (
          <p id={`${id}-note`} class="field-hint">
            {hint}
          </p>
        )}
      </div>
      <input id={id} type="checkbox" role="switch" class="switch" checked={checked} disabled={disabled} aria-describedby={hint ? `${id}-note` : undefined} onChange={(event) => onValue(event.currentTarget.checked)} />
    </div>
  );
}

export function Segmented<T extends string>({ label, value, choices, onValue }: { label: string; value: T; choices: { value: T; label: string }[]; onValue: (value: T) => void }) {
  const name = useId();
  return (
    <fieldset class="segmented">
      <legend class="unseen">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} onChange={() => onValue(choice.value)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/* What went wrong with a form as a whole; nothing when each message stands at its field. */
export function FormError({ error }: { error: unknown }) {
  if (!error || (error instanceof Problem && error.errors.length > 0)) return null;
  return (
    <p class="form-error" role="alert">
      {explain(error).text}
    </p>
  );
}

/* What the server said about one field of the form. */
export function fieldError(sending: { error: unknown }, field: string): string | undefined {
  return sending.error instanceof Problem ? sending.error.of(field) : undefined;
}
