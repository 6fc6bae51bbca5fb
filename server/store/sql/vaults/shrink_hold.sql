-- What is left of a hold; with nothing left in it nothing waits.
with shrunk as (
    update vault_hold set teacher_minor = teacher_minor - :teacher, platform_minor = platform_minor - :platform
    where payment_id = :payment_id and (teacher_minor - :teacher > 0 or platform_minor - :platform > 0)
    returning payment_id
)
delete from vault_hold where payment_id = :payment_id and not exists (select 1 from shrunk)
