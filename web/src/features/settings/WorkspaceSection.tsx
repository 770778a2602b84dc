import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api, chosenWorkspace, chooseWorkspace, Problem } from '~/api/client';
import { useInvitations, useMe, useMembers, useWorkspaces } from '~/api/queries';
import type { Invitation, Member, Role, Workspace } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { currencies, currencyName, date } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Badge, Card } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { fieldError, FormError, SelectField, TextField } from '~/ui/Field';
import { Secret } from '~/ui/Secret';
import { explain, pending } from '~/ui/State';
import { toast, toastProblem } from '~/ui/toast';

const ROLES: Role[] = ['admin', 'member', 'viewer'];

function Form({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient();
  const [form, setForm] = useState({ name: workspace.name, home_currency: workspace.home_currency, country: workspace.country ?? '' });
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const save = useMutation({
    mutationFn: () => api.put<Workspace>(`/workspaces/${workspace.id}`, { ...form, country: form.country.toUpperCase() || null }),
    onSuccess: () => {
      for (const key of ['workspaces', 'reports']) void client.invalidateQueries({ queryKey: [key] });
      toast(t('settings.saved'));
    },
  });

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form class="form" onSubmit={onSubmit}>
      <FormError error={save.error} />
      <TextField label={t('field.name')} required value={form.name} onValue={set('name')} error={fieldError(save, 'name')} />
      <div class="field-pair">
        <SelectField label={t('workspace.home_currency')} value={form.home_currency} onValue={set('home_currency')} error={fieldError(save, 'home_currency')} choices={currencies().map((code) => ({ value: code, label: `${code} · ${currencyName(code)}` }))} />
        <TextField label={t('workspace.country')} hint={t('workspace.country_hint')} maxLength={2} value={form.country} onValue={set('country')} error={fieldError(save, 'country')} />
      </div>
      <div class="button-row">
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

/* Who may change others' roles: the server has the last word, this only spares fruitless buttons. */
function mayManage(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}

function useMemberChanges(id: string) {
  const client = useQueryClient();
  const [dropping, setDropping] = useState<Member | null>(null);
  const change = useMutation({
    mutationFn: ({ member, role }: { member: Member; role: Role | null }) =>
      role ? api.put(`/workspaces/${id}/members/${member.id}`, { role }) : api.delete(`/workspaces/${id}/members/${member.id}`),
    onError: toastProblem,
    onSettled: () => {
      setDropping(null);
      void client.invalidateQueries({ queryKey: ['members', id] });
    },
  });
  return { change, dropping, setDropping };
}

function Members({ id, manage }: { id: string; manage: boolean }) {
  const members = useMembers(id);
  const me = useMe();
  const { change, dropping, setDropping } = useMemberChanges(id);
  const nameOf = (one: Member) => one.display_name || one.email;
  return (
    <Card title={t('workspace.members')}>
      {!members.data && pending(members)}
      <ul class="plain-list">
        {(members.data?.items ?? []).map((one) => (
          <li key={one.user_id}>
            <div class="plain-text">
              <span class="truncate">{nameOf(one)}</span>
              <span class="faint small truncate">{one.email}</span>
            </div>
            {manage && one.user_id !== me.data?.id && one.role !== 'owner' ? (
              <>
                <select class="control compact" aria-label={t('workspace.role_of', { name: nameOf(one) })} value={one.role} onChange={(event) => change.mutate({ member: one, role: event.currentTarget.value as Role })}>
                  {ROLES.map((role) => (
                    <option key={role} value={role} selected={role === one.role}>
                      {word('role_name', role)}
                    </option>
                  ))}
                </select>
                <IconButton icon="trash" size="s" label={t('workspace.remove', { name: nameOf(one) })} onClick={() => setDropping(one)} />
              </>
            ) : (
              <Badge>{word('role_name', one.role)}</Badge>
            )}
          </li>
        ))}
      </ul>
      {dropping && <Confirm title={t('workspace.remove_title', { name: nameOf(dropping) })} text={t('workspace.remove_text')} action={t('workspace.remove_action')} busy={change.isPending} onConfirm={() => change.mutate({ member: dropping, role: null })} onClose={() => setDropping(null)} />}
    </Card>
  );
}

function Invitations({ id }: { id: string }) {
  const invitations = useInvitations(id);
  const client = useQueryClient();
  const [form, setForm] = useState<{ email: string; role: Role }>({ email: '', role: 'member' });
  const [link, setLink] = useState<string | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['invitations', id] });
  const invite = useMutation({
    mutationFn: () => api.post<Invitation>(`/workspaces/${id}/invitations`, form),
    onSuccess: (made) => {
      setForm({ ...form, email: '' });
      setLink(made.token ? `${location.origin}/invitation?token=${encodeURIComponent(made.token)}` : null);
    },
    onSettled: refresh,
  });
  const drop = useMutation({
    mutationFn: (invitation: string) => api.delete(`/workspaces/${id}/invitations/${invitation}`),
    onError: toastProblem,
    onSettled: refresh,
  });
  const problem = invite.error instanceof Problem ? invite.error : null;

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    invite.mutate();
  }

  return (
    <Card title={t('workspace.invite')}>
      <form class="invite-form" onSubmit={onSubmit}>
        <TextField label={t('field.email')} type="email" required value={form.email} onValue={(email) => setForm({ ...form, email })} error={problem ? (problem.of('email') ?? explain(problem).text) : undefined} />
        <SelectField label={t('field.role')} value={form.role} onValue={(role) => setForm({ ...form, role: role as Role })} choices={ROLES.map((value) => ({ value, label: word('role_name', value) }))} />
        <Button type="submit" busy={invite.isPending}>
          {t('workspace.send')}
        </Button>
      </form>
      <ul class="plain-list">
        {(invitations.data?.items ?? []).map((one) => (
          <li key={one.id}>
            <div class="plain-text">
              <span class="truncate">{one.email}</span>
              <span class="faint small">{t('tokens.until', { date: date(one.expires_at.slice(0, 10)) })}</span>
            </div>
            <Badge>{word('role_name', one.role)}</Badge>
            <IconButton icon="trash" size="s" label={t('workspace.withdraw', { email: one.email })} onClick={() => drop.mutate(one.id)} />
          </li>
        ))}
      </ul>
      {link && <Secret title={t('workspace.invited')} text={t('workspace.invited_text')} secret={link} onClose={() => setLink(null)} />}
    </Card>
  );
}

export function WorkspaceSection() {
  const workspaces = useWorkspaces();
  const all = workspaces.data?.items ?? [];
  const chosen = all.find((one) => one.id === chosenWorkspace()) ?? all[0];
  if (!chosen) return <Card title={t('settings.workspace')}>{pending(workspaces, 5, 24)}</Card>;
  return (
    <>
      {all.length > 1 && (
        <Card title={t('workspace.switch')}>
          <SelectField
            label={t('settings.workspace')}
            value={chosen.id}
            choices={all.map((one) => ({ value: one.id, label: one.name }))}
            onValue={(id) => {
              chooseWorkspace(id);
              location.reload();
            }}
          />
        </Card>
      )}
      <Card title={t('settings.workspace')}>
        <Form key={chosen.id} workspace={chosen} />
      </Card>
      <Members id={chosen.id} manage={mayManage(chosen.role)} />
      {mayManage(chosen.role) && <Invitations id={chosen.id} />}
    </>
  );
}
