"""What gunicorn reads when it is started here: ``gunicorn cms.wsgi``. Environment and command line come on top."""

# The API itself refuses addresses longer than 4,096 bytes, with an answer that programs can read. This is as far as
# gunicorn goes before it refuses them with a page for people.
limit_request_line = 8190
# Where an access log is asked for: addresses without their query strings and referrers, which hold tokens of previews.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)s ms "%(a)s"'
