select (select count(*) from course_revision r join course c on c.id = r.course_id and c.revision = r.number where r.state = 'submitted' and c.state <> 'archived')
       + (select count(*) from gig_revision r join gig g on g.id = r.gig_id and g.revision = r.number where r.state = 'submitted' and g.state <> 'archived') as reviews,
       (select count(*) from withdrawal where state = 'requested') as withdrawals,
       (select count(*) from refund where state = 'requested') as refunds,
       (select count(*) from dispute where state in ('needs_response', 'inquiry') and submitted_at is null and not accepted) as disputes,
       (select count(*) from payment p join enrollment e on e.id = p.enrollment_id and e.state = 'awaiting_payment'
        where p.method in ('cash', 'cheque', 'bank_transfer') and p.state = 'awaiting_payer') as offline_payments,
       (select count(*) from gateway_transaction where state in ('missing_here', 'amount_differs'))
       + (select count(*) from account a where a.kind = 'suspense'
            and (select coalesce(sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end), 0) from transfer t where t.credit_account = a.id or t.debit_account = a.id) <> 0) as reconciliation
