planPlaces({
"bodies/shanghai-banking-insurance-regulatory-bureau/": [
"中国银行保险监督管理委员会上海监管局",
"本规划2条",
"二（三）11第1段、三（二）第1段"
],
"bodies/shanghai-development-reform-commission/": [
"上海市发展和改革委员会",
"本规划5条；全库10条，见于2部规划",
"二（一）1第1段、二（一）2第1段、二（三）9第1段、二（四）12第1段、三（一）第1段"
],
"bodies/shanghai-economy-informatization-commission/": [
"上海市经济和信息化委员会",
"本规划17条；全库35条，见于2部规划",
"二（一）1第1段、二（一）2第1段、二（一）3第1段、二（一）4第1段、二（二）5第1段、二（二）6第1段等"
],
"bodies/shanghai-education-commission/": [
"上海市教育委员会",
"本规划3条；全库6条，见于2部规划",
"二（一）4第1段、三（一）第1段、三（三）第1段"
],
"bodies/shanghai-finance-bureau/": [
"上海市财政局",
"本规划4条；全库5条，见于2部规划",
"二（三）9第1段、二（三）11第1段、二（四）12第1段、三（二）第1段"
],
"bodies/shanghai-human-resources-social-security-bureau/": [
"上海市人力资源和社会保障局",
"本规划1条；全库4条，见于2部规划",
"三（三）第1段"
],
"bodies/shanghai-intellectual-property-administration/": [
"上海市知识产权局",
"本规划1条",
"二（四）13第1段"
],
"bodies/shanghai-jiading-government/": [
"上海市嘉定区人民政府",
"本规划1条",
"二（四）14第1段"
],
"bodies/shanghai-local-financial-regulatory-administration/": [
"上海市地方金融监督管理局",
"本规划2条；全库4条，见于2部规划",
"二（四）13第1段、三（二）第1段"
],
"bodies/shanghai-pudong-government/": [
"上海市浦东新区人民政府",
"本规划1条",
"二（四）14第1段"
],
"bodies/shanghai-qingpu-government/": [
"上海市青浦区人民政府",
"本规划1条",
"二（四）14第1段"
],
"bodies/shanghai-science-technology-commission/": [
"上海市科学技术委员会",
"本规划9条；全库13条，见于2部规划",
"二（一）1第1段、二（一）2第1段、二（一）3第1段、二（一）4第1段、二（二）6第1段、二（二）7第1段等"
],
"bodies/shanghai-securities-regulatory-bureau/": [
"中国证券监督管理委员会上海监管局",
"本规划1条",
"三（二）第1段"
],
"bodies/shanghai-songjiang-government/": [
"上海市松江区人民政府",
"本规划1条",
"二（四）14第1段"
],
"bodies/shanghai-state-assets-commission/": [
"上海市国有资产监督管理委员会",
"本规划9条；全库15条，见于2部规划",
"二（一）3第1段、二（二）5第1段、二（二）6第1段、二（三）9第1段、二（三）10第1段、二（四）12第1段等"
],
"cited/#w-7fede0dec950": [
"《上海市创新产品推荐目录》",
"",
"本库未收录。"
]
})
