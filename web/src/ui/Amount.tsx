import { amountTone, money, type MoneyStyle } from '~/text/format';

interface Props {
  amount: string;
  currency: string | null;
  style?: MoneyStyle;
  tone?: boolean;
  class?: string;
}

/* An amount of money with figures of equal width; money that came in is coloured when `tone` is on. */
export function Amount({ amount, currency, style = 'plain', tone = false, class: extra = '' }: Props) {
  const colour = tone && amountTone(amount) === 'in' ? ' in' : '';
  return <span class={`num amount${colour} ${extra}`}>{money(amount, currency, style)}</span>;
}
