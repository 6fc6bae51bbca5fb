-- Whether something else keeps the course open than this payment and this subscription: another payment, or a subscription that
-- runs. A payment of which a bank took something, or may yet, gives no access any more, however little it was; nor does one of a plan that
-- has ended. What subscriptions were paid for periods ends with them.
select exists (select 1 from payment p where p.enrollment_id = :enrollment_id and p.id is distinct from :payment_id::uuid and p.subscription_id is null
               and p.settled_at is not null and p.refunded_minor < p.amount_minor and p.disputed_minor = 0
               and not exists (select 1 from schedule s where s.id = p.schedule_id and s.state = 'cancelled'))
    or exists (select 1 from subscription b where b.enrollment_id = :enrollment_id and b.id is distinct from :subscription_id::uuid
               and (b.state in ('trialing', 'active', 'past_due') or b.open_until > :now::timestamptz)) as stands
