-- Transfers to teachers whose payout came to nothing.
select id, transfer_id from withdrawal where state in ('failed', 'returned') and transfer_id is not null and not recalled order by id limit 20
