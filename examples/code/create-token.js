const body = {
  client_name: 'Wonderwallet',
  language: 'en',
  country_codes: ['us'],
  products: ['auth'],
  user: { client_user_id: request.user.id },
};

fetch('https://sandbox.plaid.com/link/token/create', {
  method: 'POST',
  headers: { 'PLAID-CLIENT-ID': id, 'PLAID-SECRET': secret },
  body: JSON.stringify(body),
});
