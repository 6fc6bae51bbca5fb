-- Whether a bank is deciding. Asked once the payment is locked: a statement that waited for the lock sees other tables as they were before.
select exists (select 1 from dispute x where x.payment_id = :payment_id and x.state in ('needs_response', 'under_review')) as is_disputed
