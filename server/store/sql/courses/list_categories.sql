select c.id, c.name, count(l.course_id) as courses
from category c left join course_listing l on l.category_id = c.id
group by c.id order by c.position, c.name
