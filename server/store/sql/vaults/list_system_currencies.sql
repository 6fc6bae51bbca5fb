select distinct currency from account where kind = 'platform_revenue' order by 1
