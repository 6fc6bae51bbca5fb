-- What is sold by each plan: launched courses that cost something, by the plans attached to them, else by the first rule that fits. A plan that is offered no more lets the next decide.
with product as (
    select c.id, c.teacher_id, r.category_id, r.fee_minor, r.currency
    from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision
    where c.state = 'launched' and r.fee_minor > 0
), attached as (
    select p.id as course_id, x.id as plan_id
    from product p join course_plan a on a.course_id = p.id join payment_plan x on x.id = a.plan_id and x.archived_at is null
), ruled as (
    select p.id as course_id,
           (select l.plan_id from plan_rule l join payment_plan x on x.id = l.plan_id and x.archived_at is null
            where (l.category_id is null or l.category_id = p.category_id) and (l.teacher_id is null or l.teacher_id = p.teacher_id)
              and (l.minimum_minor is null or (l.currency = p.currency and p.fee_minor >= l.minimum_minor))
              and (l.maximum_minor is null or (l.currency = p.currency and p.fee_minor <= l.maximum_minor))
            order by l.position limit 1) as plan_id
    from product p where not exists (select 1 from attached a where a.course_id = p.id)
)
select plan_id, count(*) filter (where not by_rule) as attached, count(*) filter (where by_rule) as by_rule
from (select plan_id, false as by_rule from attached union all select plan_id, true from ruled where plan_id is not null) s
group by plan_id
