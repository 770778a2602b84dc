/* The user's own settings and the workspace's, a section an address each. */
import type { ComponentType } from 'preact';
import { Link } from '~/route/Link';
import { t, type MessageKey } from '~/text/catalogue';
import { Icon, type IconName } from '~/ui/icons';
import { PreferencesSection } from './PreferencesSection';
import { ProfileSection } from './ProfileSection';
import { StatementsSection } from './StatementsSection';
import { TokensSection } from './TokensSection';
import { WorkspaceSection } from './WorkspaceSection';
import './settings.css';

const SECTIONS: Record<string, { title: MessageKey; icon: IconName; view: ComponentType }> = {
  profile: { title: 'settings.profile', icon: 'user', view: ProfileSection },
  preferences: { title: 'settings.preferences', icon: 'settings', view: PreferencesSection },
  statements: { title: 'settings.statements', icon: 'import', view: StatementsSection },
  tokens: { title: 'settings.tokens', icon: 'key', view: TokensSection },
  workspace: { title: 'settings.workspace', icon: 'users', view: WorkspaceSection },
};

export function Settings({ params }: { params: Record<string, string> }) {
  const name = params['section'] ?? 'profile';
  const section = SECTIONS[name] ?? SECTIONS['profile'];
  const View = section?.view ?? ProfileSection;
  return (
    <div class="page settings-page">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.settings')}</h1>
      </header>
      <div class="settings">
        <nav class="settings-nav" aria-label={t('nav.settings')}>
          {Object.entries(SECTIONS).map(([key, one]) => (
            <Link key={key} to={`/settings/${key}`} class="nav-link" aria-current={one === section ? 'page' : undefined}>
              <Icon name={one.icon} size={18} />
              <span>{t(one.title)}</span>
            </Link>
          ))}
        </nav>
        <div class="settings-body">
          <View />
        </div>
      </div>
    </div>
  );
}
