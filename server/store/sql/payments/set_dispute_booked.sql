update dispute set teacher_minor = :teacher_minor, tax_minor = :tax_minor, returned = :returned, enrollment_before = :enrollment_before where id = :id
