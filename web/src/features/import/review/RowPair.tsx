/* A row as it stands in the file beside what was read from it. Pointing at a field lights its source, and the
   other way round. */
import { memo } from 'react';
import { t, word } from '~/text/catalogue';
import { date, percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Badge } from '~/ui/Card';
import { IconButton } from '~/ui/Button';
import { Icon } from '~/ui/icons';
import type { ReviewRow } from './rows';
import { DOUBTFUL, segments } from './source';
import { RowEditor } from './RowEditor';

export interface Lighting {
  field: string | null;
  light: (field: string | null) => void;
}

function place({ line, source }: ReviewRow): string {
  const page = source?.page ? t('import.page', { page: source.page }) : null;
  return [source?.member, source?.sheet, page, line > 0 ? t('import.line', { line }) : null].filter(Boolean).join(', ');
}

function Source({ row, field, light }: { row: ReviewRow } & Lighting) {
  if (!row.source?.raw) return null;
  return (
    <code class="raw-text">
      {segments(row.source.raw, row.source.parts).map((one, i) =>
        one.field ? (
          <mark key={i} class={`part${one.confidence < DOUBTFUL ? ' doubtful' : ''}${one.field === field ? ' lit' : ''}`} title={partTitle(one.field, one.confidence)} onMouseEnter={() => light(one.field)} onMouseLeave={() => light(null)}>
            {one.text}
          </mark>
        ) : (
          one.text
        ),
      )}
    </code>
  );
}

function partTitle(field: string, confidence: number): string {
  return [word('role', field), confidence < 1 ? t('transactions.confidence', { share: percent(confidence) }) : null].filter(Boolean).join(', ');
}

function Read({ row, name, text, field, light }: { row: ReviewRow; name: string; text: preact.ComponentChildren } & Lighting) {
  const part = row.source?.parts.find((one) => one.field === name);
  const doubtful = part && part.confidence < DOUBTFUL;
  return (
    <span class={`read ${name}${field === name ? ' lit' : ''}`} onMouseEnter={() => light(name)} onMouseLeave={() => light(null)}>
      {text}
      {doubtful && <Badge tone="warn">{t('review.sure', { share: percent(part.confidence) })}</Badge>}
    </span>
  );
}

/* What a person should know about the row before it is booked. */
function Marks({ row }: { row: ReviewRow }) {
  const { state, reason, source } = row;
  const doubtful = row.confidence < DOUBTFUL;
  const isKnown = state === 'duplicate' || state === 'near';
  const changed = (source?.difference ?? []).map((field) => word('role', field)).join(', ');
  return (
    <span class="marks">
      {row.is_skipped && <Badge>{t('review.skipped')}</Badge>}
      {row.is_edited && <Badge tone="info">{t('review.edited')}</Badge>}
      {doubtful && (
        <Badge tone="warn">
          <Icon name="eye" size={14} />
          {t('review.look', { share: percent(row.confidence) })}
        </Badge>
      )}
      {isKnown && <Badge tone={state === 'near' ? 'warn' : 'plain'}>{word('row', state)}</Badge>}
      {isKnown && reason && <span class="faint small">{reason}</span>}
      {changed && <span class="faint small">{t('review.differs', { fields: changed })}</span>}
      {source?.findings.map((finding) => (
        <span key={finding.message} class="row-finding small">
          <Icon name="alert" size={14} />
          {finding.message}
        </span>
      ))}
    </span>
  );
}

interface Props {
  row: ReviewRow;
  index: number;
  top: number;
  measure: (element: Element | null) => void;
  active: boolean;
  editing: boolean;
  mayEdit: boolean;
  field: string | null;
  light: (field: string | null) => void;
  onPick: () => void;
  onEdit: () => void;
  onSkip: () => void;
  onClose: () => void;
  importId: string;
}

function Drawn({ row, index, top, measure, active, editing, mayEdit, field, light, onPick, onEdit, onSkip, onClose, importId }: Props) {
  const what = row.description || row.counterparty || t('review.no_text');
  const lighting = { row, field, light };
  return (
    <div ref={measure} data-index={index} id={`pair-${index}`} role="row" aria-rowindex={index + 2} aria-selected={active} class={`pair${active ? ' active' : ''}${row.is_skipped ? ' skipped' : ''}${row.state === 'duplicate' ? ' known' : ''}`} style={{ transform: `translateY(${top}px)` }} onClick={onPick}>
      <div role="gridcell" class="pair-source">
        <span class="faint small num place">{place(row)}</span>
        <Source {...lighting} />
      </div>
      <div role="gridcell" class="pair-read">
        {editing ? (
          <RowEditor row={row} importId={importId} light={light} onClose={onClose} />
        ) : (
          <>
            <Read {...lighting} name="date" text={<span class="num nowrap">{row.date ? date(row.date) : '–'}</span>} />
            <span class="pair-text">
              <Read {...lighting} name="description" text={what} />
              {row.counterparty && row.counterparty !== row.description && <Read {...lighting} name="counterparty" text={<span class="faint small">{row.counterparty}</span>} />}
              <Marks row={row} />
            </span>
            <span class="pair-money">
              <Read {...lighting} name="amount" text={row.amount ? <Amount amount={row.amount} currency={row.currency} tone /> : '–'} />
              {row.balance && <Read {...lighting} name="balance" text={<Amount amount={row.balance} currency={row.currency} class="faint small" />} />}
            </span>
            {mayEdit && row.id && (
              <span class="pair-tools">
                <IconButton icon="edit" size="s" tabIndex={-1} label={t('review.edit_row', { n: index + 1 })} onClick={onEdit} />
                <IconButton icon={row.is_skipped ? 'undo' : 'close'} size="s" tabIndex={-1} label={row.is_skipped ? t('review.take_row', { n: index + 1 }) : t('review.skip_row', { n: index + 1 })} onClick={onSkip} />
              </span>
            )}
          </>
        )}
      </div>
    </div>
  );
}

export const RowPair = memo(Drawn);

export function GhostPair({ index, top, measure }: Pick<Props, 'index' | 'top' | 'measure'>) {
  return (
    <div ref={measure} data-index={index} role="row" aria-rowindex={index + 2} class="pair ghost" style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell">
        <span class="unseen">{t('state.loading')}</span>
        <span class="bone w1" />
      </div>
    </div>
  );
}
