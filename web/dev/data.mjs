/* A believable household for the mock server, made by a seeded generator so that every run looks the same. */

export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

const GROUPS = [
  ['income', 'Income', '💰', '#2f9e6e', 'income', [['salary', 'Salary', '💼'], ['interest', 'Interest and dividends', '📈'], ['refund', 'Refunds', '↩️']]],
  ['housing', 'Housing', '🏠', '#5b7bd5', 'expense', [['rent', 'Rent', '🔑'], ['repairs', 'Maintenance and repairs', '🔧'], ['furnishing', 'Furniture and household goods', '🛋️']]],
  ['utilities', 'Utilities', '💡', '#d9a441', 'expense', [['energy', 'Electricity and gas', '⚡'], ['internet', 'Internet and television', '🌐'], ['phone', 'Phone', '📱']]],
  ['food', 'Food and drink', '🍽️', '#e07a5f', 'expense', [['groceries', 'Groceries', '🛒'], ['restaurants', 'Restaurants', '🍝'], ['coffee', 'Coffee and bakeries', '☕'], ['delivery', 'Food delivery', '🛵']]],
  ['transport', 'Transport', '🚆', '#4aa3a2', 'expense', [['fuel', 'Fuel and charging', '⛽'], ['public', 'Public transport', '🚌'], ['taxi', 'Taxi and ride hailing', '🚕']]],
  ['travel', 'Travel', '✈️', '#7a6bd1', 'expense', [['flights', 'Flights', '🛫'], ['lodging', 'Hotels and lodging', '🏨']]],
  ['shopping', 'Shopping', '🛍️', '#c76b98', 'expense', [['general', 'General merchandise and marketplaces', '📦'], ['clothing', 'Clothing, shoes, jewellery', '👕'], ['electronics', 'Electronics', '💻']]],
  ['health', 'Health', '🩺', '#58a55c', 'expense', [['pharmacy', 'Pharmacy', '💊'], ['fitness', 'Fitness', '🏋️']]],
  ['entertainment', 'Entertainment', '🎬', '#9c6ade', 'expense', [['streaming', 'Streaming and music', '🎧'], ['events', 'Cinema, events, attractions', '🎟️']]],
  ['transfer', 'Transfers', '🔁', '#8a949b', 'transfer', [['own', 'Between own accounts', '🔁'], ['card', 'Credit card payment', '💳']]],
  ['none', 'Uncategorised', '❔', '#8a949b', 'expense', []],
];

export function makeCategories(now) {
  const categories = [];
  const add = (code, name, emoji, color, type, parent) => {
    const category = {
      id: `cat_${code.replace('.', '_')}`, code, name, parent_id: parent, description: null, emoji, color, icon: null,
      category_type: type, is_system: true, is_active: true, sort_order: categories.length, keywords: [],
      confidence_threshold: 0.8, usage_count: 0, created_at: now, updated_at: now,
    };
    categories.push(category);
    return category.id;
  };
  for (const [code, name, emoji, color, type, children] of GROUPS) {
    const id = add(code, name, emoji, color, type, null);
    for (const [child, childName, childEmoji] of children) add(`${code}.${child}`, childName, childEmoji, color, type, id);
  }
  return categories;
}

const MERCHANTS = [
  ['Albert Heijn', 'ALBERT HEIJN 1423 UTRECHT NLD', 'food_groceries', 1200, 9800, 20],
  ['Lidl', 'LIDL DIENSTLEISTUNG 0231', 'food_groceries', 900, 7200, 14],
  ['Spotify', 'SPOTIFY P2F41A9C STOCKHOLM', 'entertainment_streaming', 1099, 1099, 2],
  ['Netflix', 'NETFLIX.COM AMSTERDAM', 'entertainment_streaming', 1399, 1599, 2],
  ['Starbucks', 'STARBUCKS 40122 CENTRAAL', 'food_coffee', 320, 890, 12],
  ['Uber', 'UBER *TRIP HELP.UBER.COM', 'transport_taxi', 700, 3400, 5],
  ['Shell', 'SHELL 2208 A12 DE MEERN', 'transport_fuel', 3800, 8600, 4],
  ['NS', 'NS GROEP IZ NS REIZIGERS', 'transport_public', 420, 2600, 9],
  ['Amazon', 'AMZN MKTP DE*2K4XX1', 'shopping_general', 800, 14900, 9],
  ['Zara', 'ZARA NEDERLAND B.V.', 'shopping_clothing', 1900, 12900, 3],
  ['MediaMarkt', 'MEDIAMARKT UTRECHT 5512', 'shopping_electronics', 2900, 64900, 1],
  ['Trattoria Da Enzo', 'TRATTORIA DA ENZO 44', 'food_restaurants', 2200, 9800, 6],
  ['Deliveroo', 'DELIVEROO LONDON', 'food_delivery', 1500, 4800, 4],
  ['Etos', 'ETOS 7731 UTRECHT', 'health_pharmacy', 500, 3900, 3],
  ['Basic-Fit', 'BASIC-FIT NEDERLAND', 'health_fitness', 2499, 2499, 1],
  ['KPN', 'KPN B.V. MOBIEL FACTUUR', 'utilities_phone', 2250, 2250, 1],
  ['Pathé', 'PATHE THUISHAVEN UTRECHT', 'entertainment_events', 1150, 4600, 2],
  [null, 'SQ *HELDERE HEMEL 0091', null, 600, 4200, 3],
  [null, 'CCV*BRUGWACHTER 33 UTR', null, 400, 3900, 3],
];

const WEIGHTED = MERCHANTS.flatMap((merchant) => Array(merchant[5]).fill(merchant));

function money(minor) {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function makeAccounts(now) {
  const base = {
    institution: null, number_masked: null, iban: null, opened_on: '2024-01-01', is_active: true, notes: null,
    sync_status: 'manual', created_at: now, updated_at: now,
  };
  return [
    { ...base, id: 'acc_checking', name: 'Everyday account', account_type: 'checking', currency: 'EUR', institution: 'ING', number_masked: '•• 4821', opening_balance: '2480.00', sort_order: 0 },
    { ...base, id: 'acc_savings', name: 'Rainy day savings', account_type: 'savings', currency: 'EUR', institution: 'Rabobank', number_masked: '•• 0917', opening_balance: '14200.00', sort_order: 1 },
    { ...base, id: 'acc_card', name: 'Travel card', account_type: 'credit_card', currency: 'USD', institution: 'Amex', number_masked: '•• 1009', opening_balance: '0.00', sort_order: 2 },
  ];
}

/* `rows` transactions up to `today`, newest first. Salary, rent and savings fall on their days; the rest is
   everyday spending. */
export function makeTransactions(rows, today, now) {
  const random = generator(7);
  const made = [];
  const start = Date.parse(`${today}T00:00:00Z`);
  const days = Math.max(730, Math.ceil(rows / 60));
  const perDay = rows / days;
  let debt = 0;
  const push = (date, account, currency, minor, description, merchant, category, type, more = {}) => {
    const pattern = merchant && category;
    made.push({
      id: `txn_${String(made.length).padStart(8, '0')}`, account_id: account, date, authorized_date: null, posted_date: null,
      value_date: date, amount: money(minor), currency, original_amount: null, original_currency: null, description, merchant,
      counterparty: merchant, counterparty_account: null, reference: null, transaction_type: type, status: 'posted',
      category_id: category ? `cat_${category}` : null, category_source: pattern ? 'pattern' : category ? 'rule' : 'none',
      confidence: pattern ? 0.93 : category ? 1 : null, suggested_category_id: null,
      explanation: pattern ? `The merchant list has "${merchant.toLowerCase()}", which the description contains.` : null,
      is_recurring: false, is_transfer: type === 'transfer', is_hidden: false, notes: null, tags: [],
      import_id: 'imp_seed', source_line: made.length + 2, created_at: now, updated_at: now, ...more,
    });
  };
  for (let back = 0; back < days && made.length < rows; back += 1) {
    const date = new Date(start - back * 86_400_000).toISOString().slice(0, 10);
    const day = Number(date.slice(8));
    if (day === 25) push(date, 'acc_checking', 'EUR', 412_000, 'SALARIS MERIDIAN SOFTWARE BV', 'Meridian Software', 'income_salary', 'income');
    if (day === 1) push(date, 'acc_checking', 'EUR', -138_500, 'HUUR WONING OUDEGRACHT', 'Oudegracht Wonen', 'housing_rent', 'expense');
    if (day === 3) push(date, 'acc_checking', 'EUR', -14_800 - Math.floor(random() * 4000), 'VATTENFALL TERMIJN', 'Vattenfall', 'utilities_energy', 'expense');
    if (day === 26) {
      push(date, 'acc_checking', 'EUR', -50_000, 'NAAR SPAARREKENING', null, 'transfer_own', 'transfer');
      push(date, 'acc_savings', 'EUR', 50_000, 'VAN BETAALREKENING', null, 'transfer_own', 'transfer');
    }
    debt += perDay - 0.16;
    while (debt >= 1 && made.length < rows) {
      debt -= 1;
      const [merchant, description, category, low, high] = WEIGHTED[Math.floor(random() * WEIGHTED.length)];
      const card = random() < 0.12;
      const minor = -(low + Math.floor(random() * random() * (high - low + 1)));
      const unsure = !category && random() < 0.5;
      push(date, card ? 'acc_card' : 'acc_checking', card ? 'USD' : 'EUR', minor, description, merchant, category, 'expense', {
        status: back < 2 && random() < 0.4 ? 'pending' : 'posted',
        ...(unsure && { suggested_category_id: 'cat_food_restaurants', confidence: 0.66, explanation: 'Similar amounts at similar places were restaurants; the description alone does not decide.' }),
      });
    }
  }
  return made;
}

export { money };
