"""Scrapy's settings; what a collection says in dibao.toml is put over them by ``crawler.addon``."""

BOT_NAME = "dibao"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
ADDONS = {"crawler.addon.CollectionAddon": 0}
EXTENSIONS = {"crawler.recorder.RecorderExtension": 0, "scrapy.extensions.telnet.TelnetConsole": None}
CONCURRENT_ITEMS = 2  # of one response: its item, and beside it the links; Scrapy starts so many tasks for each
ITEM_PIPELINES = {"pipelines.items.ReadingPipeline": 300, "pipelines.items.CatalogPipeline": 800}
DUPEFILTER_CLASS = "crawler.dupefilter.OncePerRun"
DOWNLOAD_HANDLERS = {
    "http": "crawler.wire.capture.CaptureHandler",
    "https": "crawler.wire.capture.CaptureHandler",
    "data": None,  # the other four read this machine or foreign stores
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.manners.guard.GuardMiddleware": 30,
    "crawler.manners.robots.RobotsMiddleware": 100,
    "crawler.manners.politeness.PolitenessMiddleware": 560,  # sees a response before Scrapy's retry (550) does
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # which links are followed, the spiders decide
}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None}  # the spiders see each status
TWISTED_DNS_RESOLVER = "crawler.manners.guard.GuardedResolver"

# What answers from outside, or runs code from outside, is off.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# What would change or hide what came over the wire is off: each answer is kept and seen as it came.
ROBOTSTXT_OBEY = False  # crawler.manners.robots does it, by RFC 9309
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
COMPRESSION_ENABLED = False  # the archive keeps the coded body; the spiders decode it within limits
HTTPCACHE_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # what every reader of WARC files can take off again
}

RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # an address that does not answer is an outcome, not an error of ours
LOG_LEVEL = "INFO"
LOG_FILE_APPEND = True
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # needs the source of each callback; ours return nothing
