select exists (select 1 from course where slug = :slug) as taken
