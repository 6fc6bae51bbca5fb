-- The sandbox's state with the charge and the balance movement of every settled payment, for measuring reconciliation.
\set QUIET on
with charges as (
    select 'ch_' || substr(gateway_id, 4) as charge, 'txn_' || substr(gateway_id, 4) as movement, gateway_id, amount_minor, extract(epoch from settled_at)::bigint as at
    from payment where settled_at is not null
)
select json_build_object('version', 1, 'store', json_build_object(
    'charge', json_agg(json_build_object('id', charge, 'object', 'charge', 'amount', amount_minor, 'currency', 'usd', 'created', at, 'payment_intent', gateway_id, 'balance_transaction', movement) order by at, charge),
    'balance_transaction', json_agg(json_build_object('id', movement, 'object', 'balance_transaction', 'type', 'charge', 'amount', amount_minor, 'fee', 175, 'net', amount_minor - 175, 'currency', 'usd',
        'created', at, 'available_on', at, 'status', 'available', 'source', charge) order by at, charge)))
from charges;
