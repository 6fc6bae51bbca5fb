-- Somebody is about to pay it: the job waits so long.
update schedule_line set next_attempt_at = :until where id = :id and next_attempt_at < :until
