-- …or, where none stays, its newest dispute.
update dispute set teacher_minor = teacher_minor + :teacher, tax_minor = tax_minor + :tax
where id = (select id from dispute where payment_id = :payment_id and id::text <> :source_id and teacher_minor is not null and not returned order by id desc limit 1)
