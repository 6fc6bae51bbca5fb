select upto from journal_mark where name = :name for update
