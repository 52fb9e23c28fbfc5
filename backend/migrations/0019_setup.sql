-- A question that is no longer asked stays, for what was answered to it.
alter table service_question add column retired_at timestamptz;
