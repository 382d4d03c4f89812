import { CountryCode, PlaidApi, Products } from 'plaid';

export const create = (client: PlaidApi, userId: string) =>
  client.linkTokenCreate({
    client_name: 'Wonderwallet',
    language: 'english',
    country_codes: [CountryCode.Us],
    products: [Products.Auth],
    user: { client_user_id: userId },
  });
