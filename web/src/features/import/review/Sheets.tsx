/* The sheets of a workbook; the one that was read is chosen, another is a click away. */
import type { Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { useImportAction } from '../jobs';

export function Sheets({ preview }: { preview: Preview }) {
  const read = useImportAction(preview.import.id, 'retry');
  const { sheets } = preview;
  if (sheets.length < 2) return null;
  return (
    <fieldset class="sheets" disabled={read.isPending}>
      <legend>{t('sheets.title')}</legend>
      {sheets.map((sheet) => (
        <label key={sheet.name} class="sheet">
          <input type="radio" name="sheet" value={sheet.name} checked={sheet.chosen} onChange={() => read.mutate({ sheet: sheet.name })} />
          <span class="truncate">{sheet.name}</span>
          <span class="faint small">{[sheet.state === 'visible' ? null : word('sheet', sheet.state), t('import.rows', { n: sheet.rows })].filter(Boolean).join(' · ')}</span>
        </label>
      ))}
    </fieldset>
  );
}
