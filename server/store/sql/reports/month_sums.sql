with sold as (
    select count(*) as n, coalesce(sum(amount_minor), 0) as gross, coalesce(sum(tax_minor), 0) as tax, coalesce(sum(teacher_minor), 0) as teacher, coalesce(sum(platform_minor), 0) as platform
    from payment where kind <> 'top_up' and currency = :currency and settled_at >= :from and settled_at < :until
), legs as (
    select j.kind as journal, a.kind as account, a.bucket, t.amount_minor, (t.credit_account = a.id) as is_credit
    from journal j join transfer t on t.journal_id = j.id join account a on a.id in (t.debit_account, t.credit_account)
    where j.posted_at >= :from and j.posted_at < :until and t.currency = :currency
), net as (
    select journal, account, sum(case when is_credit then amount_minor else -amount_minor end) as amount, count(*) as n
    from legs group by 1, 2
)
select sold.n as sales_count, sold.gross::bigint as sales,
       (select count(*) from journal j where j.kind = 'refund' and j.posted_at >= :from and j.posted_at < :until and exists (select 1 from transfer t join account a on a.id = t.debit_account
               where t.journal_id = j.id and t.currency = :currency and a.kind in ('teacher_vault', 'teacher_receivable', 'platform_revenue', 'tax_payable'))) as refunds_count,
       (-coalesce((select sum(amount) from net where journal in ('refund', 'refund_returned') and account in ('teacher_vault', 'teacher_receivable', 'platform_revenue', 'tax_payable')), 0))::bigint as refunds,
       (-coalesce((select sum(amount) from net where journal in ('dispute_opened', 'dispute_won') and account in ('teacher_vault', 'teacher_receivable', 'platform_revenue', 'tax_payable')), 0))::bigint as disputes,
       coalesce((select sum(amount) from net where account = 'tax_payable'), 0)::bigint as tax,
       coalesce((select sum(amount) from net where account in ('teacher_vault', 'teacher_receivable') and journal in ('sale', 'refund', 'refund_returned', 'dispute_opened', 'dispute_won')), 0)::bigint as teacher,
       coalesce((select sum(amount) from net where account = 'platform_revenue' and journal in ('sale', 'refund', 'refund_returned', 'dispute_opened', 'dispute_won', 'explained')), 0)::bigint as platform,
       (-coalesce((select sum(amount) from net where account = 'gateway_fees'), 0))::bigint as fees,
       (-coalesce((select sum(amount) from net where (journal = 'withdrawal_paid' and account = 'teacher_vault')
                   or (journal = 'withdrawal_returned' and account in ('teacher_vault', 'teacher_receivable'))), 0))::bigint as withdrawals
from sold
