/* The first rows of a table under what each column was taken for. Another meaning, form or sheet is tried at once:
   the file is read again and the outcome stands above. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '~/api/client';
import { isWorking, keepImports } from '~/api/queries';
import type { Import, MappedColumn, Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { toast, toastProblem } from '~/ui/toast';
import { outcome, ReconciledBadge } from '../status';
import { columnsOf, formatsOf, isReadable, mapped, ROLES, type Column } from './columns';
import { FindingLine } from './Findings';
import { SaveTemplate } from './SaveTemplate';
import { Sheets } from './Sheets';
import './mapping.css';

type Change = { role: string; format: string | null };
type Changes = Record<number, Change>;

interface MappingBody {
  columns: MappedColumn[];
  save_as_template?: string;
}

const PAUSE_MS = 600;

function formLabel(role: string, format: string): string {
  if (role === 'date' || role === 'value_date') return word('form', format.replaceAll(/[^dmY]/g, '').toLowerCase());
  return format.startsWith('-') ? t('form.turned', { form: format.slice(1) }) : format;
}

function Picker({ label, value, choices, onValue }: { label: string; value: string; choices: { value: string; label: string }[]; onValue: (value: string) => void }) {
  return (
    <select class="control compact" aria-label={label} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
      {choices.map((one) => (
        <option key={one.value} value={one.value} selected={one.value === value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

function Head({ column, found, onChange }: { column: Column; found: Column; onChange: (change: Change) => void }) {
  const name = column.header || t('columns.unnamed', { n: column.column + 1 });
  const forms = formatsOf(column.role);
  const roles = ROLES.includes(column.role) ? ROLES : [...ROLES, column.role];
  const known = found.role === column.role ? found.format : null;
  const choices = forms.map((one) => ({ value: one, label: formLabel(column.role, one) }));
  if (known && !forms.includes(known)) choices.unshift({ value: known, label: known });
  return (
    <th scope="col" class={column.role === 'ignore' ? 'ignored' : ''}>
      <Picker label={t('columns.meaning_of', { name })} value={column.role} onValue={(role) => onChange({ role, format: null })} choices={roles.map((one) => ({ value: one, label: word('role', one) }))} />
      {forms.length > 0 && (
        <Picker label={t('columns.form_of', { name })} value={column.format ?? ''} onValue={(format) => onChange({ role: column.role, format: format || null })} choices={[{ value: '', label: t('columns.find') }, ...choices]} />
      )}
    </th>
  );
}

interface Reading {
  isPending: boolean;
  save: (template: string) => void;
}

/* Sends the changes once they have rested, or when the table is left, if they can be read at all. */
function useReading(id: string, columns: Column[], changes: Changes): Reading {
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: (body: MappingBody) => api.put<Import>(`/imports/${id}/mapping`, body),
    onSuccess: (job, { save_as_template: name }) => {
      keepImports([job]);
      if (!name) return;
      void client.invalidateQueries({ queryKey: ['templates'] });
      toast(t('templates.saved', { name }));
    },
    onError: toastProblem,
  });
  const waiting = useRef<MappedColumn[] | null>(null);
  function send(template?: string) {
    const wanted = template ? mapped(columns) : waiting.current;
    waiting.current = null;
    if (wanted) read.mutate({ columns: wanted, ...(template && { save_as_template: template }) });
  }
  useEffect(() => {
    if (Object.keys(changes).length === 0) return undefined;
    waiting.current = isReadable(columns) ? mapped(columns) : null;
    const timer = setTimeout(() => send(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [changes]);
  useEffect(() => () => send(), []);
  return { isPending: read.isPending, save: send };
}

function Outcome({ job, busy }: { job: Import; busy: boolean }) {
  return (
    <p class="mapping-outcome" role="status">
      {busy ? (
        <>
          <span class="spinner" aria-hidden="true" />
          {t('columns.reading')}
        </>
      ) : (
        <>
          <Icon name="table" size={18} />
          {job.status === 'failed' ? job.error_details : t('columns.outcome', { rows: outcome(job) ?? t('import.rows', { n: job.total_rows }) })}
          <ReconciledBadge job={job} />
        </>
      )}
    </p>
  );
}

export function Mapping({ preview, job }: { preview: Preview; job: Import }) {
  const [changes, setChanges] = useState<Changes>({});
  const found = columnsOf(preview);
  const columns = found.map((one) => ({ ...one, ...changes[one.column] }));
  const reading = useReading(job.id, columns, changes);
  const busy = reading.isPending || isWorking(job);
  useEffect(() => {
    if (!busy) setChanges({});
  }, [preview]);
  const doubts = preview.findings.filter((one) => one.validation_type !== 'INFO' && one.row_number === 0);
  const width = Math.max(0, ...found.map((one) => one.cells.length));
  if (found.length === 0) return <p class="tab-empty muted">{t('columns.none')}</p>;
  return (
    <div class="mapping">
      <Sheets preview={preview} />
      <Outcome job={job} busy={busy} />
      {doubts.length > 0 && (
        <ul class="finding-list">
          {doubts.map((one) => (
            <FindingLine key={one.id} one={one} />
          ))}
        </ul>
      )}
      {!isReadable(columns) && <p class="form-error mapping-note">{t('columns.missing')}</p>}
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t('import.tab_columns')}>
        <table class="table mapping-table" aria-busy={busy || undefined}>
          <thead>
            <tr>
              {columns.map((column, i) => (
                <Head key={column.column} column={column} found={found[i] ?? column} onChange={(change) => setChanges({ ...changes, [column.column]: change })} />
              ))}
            </tr>
            <tr class="file-head">
              {columns.map((column) => (
                <th key={column.column} scope="col">
                  {column.header || t('columns.unnamed', { n: column.column + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: width }, (_, i) => (
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column.column} class={column.role === 'ignore' ? 'ignored' : ''}>
                    {column.cells[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SaveTemplate job={job} busy={busy} onSave={reading.save} />
    </div>
  );
}
