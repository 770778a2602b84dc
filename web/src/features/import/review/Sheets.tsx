/* The sheets of a workbook: all that have movements were read, or the one that is chosen; another is a click away. */
import { useEffect, useState } from 'react';
import type { Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { useImportAction } from '../jobs';

export function Sheets({ preview }: { preview: Preview }) {
  const read = useImportAction(preview.import.id, 'retry');
  const { sheets } = preview;
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => setWanted(null), [preview]);
  if (sheets.length < 2) return null;
  const chosen = wanted ?? sheets.find((sheet) => sheet.chosen)?.name ?? '';
  function choose(sheet: string) {
    setWanted(sheet);
    read.mutate({ sheet }, { onError: () => setWanted(null) });
  }
  return (
    <fieldset class="sheets" disabled={read.isPending}>
      <legend>{t('sheets.title')}</legend>
      <label class="sheet">
        <input type="radio" name="sheet" value="" checked={chosen === ''} onChange={() => choose('')} />
        <span>{t('sheets.all')}</span>
        <span class="faint small">{t('sheets.all_text')}</span>
      </label>
      {sheets.map((sheet) => (
        <label key={sheet.name} class="sheet">
          <input type="radio" name="sheet" value={sheet.name} checked={chosen === sheet.name} onChange={() => choose(sheet.name)} />
          <span class="truncate">{sheet.name}</span>
          <span class="faint small">{[sheet.state === 'visible' ? null : word('sheet', sheet.state), t('import.rows', { n: sheet.rows })].filter(Boolean).join(' · ')}</span>
        </label>
      ))}
    </fieldset>
  );
}
