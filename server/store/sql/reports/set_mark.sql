update journal_mark set upto = :upto where name = :name
