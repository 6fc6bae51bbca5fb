select exists (select 1 from stored_file where sha256 = :sha) as used
