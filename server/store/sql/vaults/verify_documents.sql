select s.series from fiscal_series s
left join (select series, count(*) as n, min(number) as low, max(number) as high from fiscal_document group by 1) d on d.series = s.series
where s.last <> coalesce(d.n, 0) or s.last <> coalesce(d.high, 0) or d.low <> 1
limit 1
