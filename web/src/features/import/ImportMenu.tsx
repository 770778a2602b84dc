/* What can be done with an import besides reviewing it, and the questions before what cannot be taken back. */
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api } from '~/api/client';
import { keepImports, queryClient } from '~/api/queries';
import type { Import, Unmerged } from '~/api/types';
import { t } from '~/text/catalogue';
import { Confirm } from '~/ui/Dialog';
import { Icon } from '~/ui/icons';
import { Menu, type MenuItem } from '~/ui/Menu';
import { save } from '~/ui/save';
import { toast, toastProblem } from '~/ui/toast';
import { useImportAction } from './jobs';

const LogDrawer = lazy(() => import('./LogDrawer').then((module) => ({ default: module.LogDrawer })));

type Open = 'log' | 'undo' | 'unmerge' | 'drop' | null;

/* What was decided about another statement of the same days can be taken back. */
const DECIDED: ReadonlySet<string> = new Set(['merged', 'kept_both', 'deleted_old']);

const refresh = () => void queryClient.invalidateQueries({ queryKey: ['imports'] });

function useItems(job: Import, open: (what: Open) => void): MenuItem[] {
  const items: MenuItem[] = [{ label: t('log.open'), icon: 'list', act: () => open('log') }];
  if (job.is_file_kept) {
    items.push({ label: t('import.download'), icon: 'import', act: () => void save(`/statements/files/${job.id}/content`, job.filename) });
    items.push({ label: t('import.drop_file'), icon: 'trash', danger: true, act: () => open('drop') });
  }
  if (job.status === 'completed' && job.is_file_kept && DECIDED.has(job.duplicate_state ?? '')) items.push({ label: t('import.unmerge'), icon: 'undo', act: () => open('unmerge') });
  if (job.status === 'completed') items.push({ label: t('import.undo'), icon: 'undo', act: () => open('undo') });
  return items;
}

export function ImportMenu({ job }: { job: Import }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const items = useItems(job, setOpen);
  const undo = useImportAction(job.id, 'undo', () => {
    close();
    toast(t('import.undone'));
  });
  const unmerge = useMutation({
    mutationFn: () => api.post<Unmerged>(`/statements/files/${job.id}/unmerge`),
    onSuccess: (answer) => {
      close();
      keepImports([answer.import]);
      void queryClient.invalidateQueries();
      toast(t('import.unmerged', { n: answer.restored }));
    },
    onError: toastProblem,
  });
  const drop = useMutation({
    mutationFn: () => api.delete(`/statements/files/${job.id}`),
    onSuccess: () => {
      close();
      refresh();
      toast(t('import.file_dropped'));
    },
    onError: toastProblem,
  });
  return (
    <>
      <Menu label={t('import.actions_of', { name: job.filename })} items={items} class="icon-button size-s" align="end">
        <Icon name="more" size={18} />
      </Menu>
      {open === 'undo' && <Confirm title={t('import.undo_title')} text={t('import.undo_text', { n: job.successful_imports })} action={t('import.undo')} busy={undo.isPending} onConfirm={() => undo.mutate({})} onClose={close} />}
      {open === 'unmerge' && <Confirm title={t('import.unmerge_title')} text={t('import.unmerge_text')} action={t('import.unmerge')} busy={unmerge.isPending} onConfirm={() => unmerge.mutate()} onClose={close} />}
      {open === 'drop' && <Confirm title={t('import.drop_title', { name: job.filename })} text={t('import.drop_file_text')} action={t('import.drop_file')} busy={drop.isPending} onConfirm={() => drop.mutate()} onClose={close} />}
      <Suspense fallback={null}>{open === 'log' && <LogDrawer job={job} onClose={close} />}</Suspense>
    </>
  );
}
