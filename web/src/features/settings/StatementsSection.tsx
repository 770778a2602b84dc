import { PasswordsCard } from './PasswordsCard';
import { TemplatesCard } from './TemplatesCard';

export function StatementsSection() {
  return (
    <>
      <PasswordsCard />
      <TemplatesCard />
    </>
  );
}
