select max(covered_until) as covered_until,
       coalesce((select covered_until is not null from reconciliation_run order by id desc limit 1), false) as last_was_whole
from reconciliation_run
